declare module '@vercel/ncc' {
  interface Options {
    cache?: false | string;
    quiet?: boolean;
    transpileOnly?: boolean;
    esm?: boolean;
  }
  /** A module of webpack's; one that others were concatenated into has those in `modules`. */
  export interface Module {
    resource?: string;
    modules?: Iterable<Module>;
  }
  interface Output {
    code: string;
    assets: Record<string, { source: Buffer | string; permissions: number }>;
    stats: { compilation: { modules: Iterable<Module> } };
  }
  export default function ncc(entry: string, options: Options): Promise<Output>;
}
