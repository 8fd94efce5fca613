/** Which server is played: Sentry of today, one of 2023, or GlitchTip. */
export type Dialect = 'current' | 'older' | 'glitchtip';

/** An ID as GlitchTip shows it: as a UUID. In DSNs it has no dashes. */
const asUuid = (id: string): string => id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** What today's server offers. It takes older ones too. */
export const sdkVersions = ['10.x', '9.x', '8.x', '7.x'] as const;

/** What a server of 2023 takes. It offers fewer. */
export const olderSdkVersions = ['latest', '7.x', '6.x', '5.x', '4.x'] as const;

/** What a new key gets. */
export const defaultSdkVersion = (dialect: Dialect): string => (dialect === 'older' ? '7.x' : '10.x');

interface RateLimit {
  /** Events. */
  count: number;
  /** Seconds. */
  window: number;
}

interface LoaderOptions {
  hasReplay: boolean;
  hasPerformance: boolean;
  hasDebug: boolean;
  hasFeedback: boolean;
  hasLogsAndMetrics: boolean;
}

/** A client key as the server keeps it. */
export interface StoredKey {
  /** The number of its database row: what lists and cursors go by. */
  row: number;
  /** The public key, 32 hex digits. */
  id: string;
  secret: string | null;
  name: string;
  isActive: boolean;
  rateLimit: RateLimit | null;
  browserSdkVersion: string;
  dynamicSdkLoaderOptions: LoaderOptions;
  /** ISO 8601 with microseconds. */
  dateCreated: string | null;
}

/** What of a server shows in its keys. */
interface View {
  dialect: Dialect;
  /** The server's address; '' if it does not know it. */
  endpoint: string;
  /** Another address in DSNs, if the organization has set one. */
  dsnEndpoint?: string;
}

/** The key as the API shows it. */
export function keyObject(key: StoredKey, projectId: number, view: View): object {
  const basic = {
    id: key.id,
    name: key.name,
    label: key.name,
    public: key.id,
    projectId,
    isActive: key.isActive,
    rateLimit: key.rateLimit,
    dateCreated: key.dateCreated,
    dsn: dsn(key, projectId, view),
  };
  if (view.dialect === 'glitchtip') {
    return { ...basic, id: asUuid(key.id), public: asUuid(key.id) };
  }
  const { hasFeedback, hasLogsAndMetrics, ...olderOptions } = key.dynamicSdkLoaderOptions;
  const offered = view.dialect === 'older' ? olderSdkVersions.slice(0, 2) : sdkVersions;
  const older = {
    ...basic,
    secret: key.secret,
    browserSdkVersion: key.browserSdkVersion,
    browserSdk: { choices: offered.map((version) => [version, version]) },
    dynamicSdkLoaderOptions: olderOptions,
  };
  if (view.dialect === 'older') return older;
  return { ...older, dynamicSdkLoaderOptions: { ...olderOptions, hasFeedback, hasLogsAndMetrics } };
}

/** The DSNs, and the endpoints for what is not sent by an SDK. */
function dsn(key: StoredKey, projectId: number, { dialect, endpoint: own, dsnEndpoint: endpoint = own }: View): object {
  // Without an address of its own Sentry makes no DSN at all, yet endpoints that are mere paths.
  const withUser = (user: string): string => endpoint && `${endpoint.replace('://', `://${user}@`)}/${projectId}`;
  const api = `${endpoint}/api/${projectId}`;
  const keyed = (kind: string): string => `${api}/${kind}/?sentry_key=${key.id}`;
  const basic = {
    public: withUser(key.id),
    secret: withUser(`${key.id}:${key.secret ?? 'None'}`),
    security: keyed('security'),
  };
  if (dialect === 'glitchtip') return basic;
  const older = {
    ...basic,
    csp: keyed('csp-report'),
    minidump: keyed('minidump'),
    cdn: `${own}/js-sdk-loader/${key.id}.min.js`,
  };
  const unreal = `${api}/unreal/${key.id}/`;
  if (dialect === 'older') return { ...older, unreal };
  return {
    ...older,
    nel: keyed('nel'),
    playstation: keyed('playstation'),
    unreal,
    crons: `${api}/cron/___MONITOR_SLUG___/${key.id}/`,
    integration: `${api}/integration/`,
    otlp_traces: `${api}/integration/otlp/v1/traces`,
    otlp_logs: `${api}/integration/otlp/v1/logs`,
  };
}
