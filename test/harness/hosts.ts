// Preloaded into the action where a test needs host names without asking a name server: those of
// acme.test are this machine, those of .invalid do not exist.
import dns, { type LookupAllOptions, type LookupAddress } from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const { lookup } = dns;

type Callback = (error: Error | null, addresses: LookupAddress[]) => void;

function localLookup(host: string, options: LookupAllOptions, callback: Callback): void {
  if (host.endsWith('.invalid')) {
    const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
    process.nextTick(callback, error, []);
    return;
  }
  lookup(host.endsWith('acme.test') ? '127.0.0.1' : host, options, callback);
}

Reflect.set(dns, 'lookup', localLookup);
syncBuiltinESMExports();
