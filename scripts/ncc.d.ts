declare module '@vercel/ncc' {
  interface Options {
    license?: string;
    cache?: false | string;
    quiet?: boolean;
    transpileOnly?: boolean;
  }
  interface Output {
    code: string;
    assets: Record<string, { source: Buffer | string; permissions: number }>;
  }
  export default function ncc(entry: string, options: Options): Promise<Output>;
}
