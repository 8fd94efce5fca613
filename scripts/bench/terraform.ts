// Terraform with the provider jianyuan/sentry, where both are on this machine: TERRAFORM is the program
// (`terraform` on the PATH without it), and SENTRY_PROVIDER_DIR the folder of the provider's.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, type Program, token } from './program.ts';

const program = process.env['TERRAFORM'] ?? 'terraform';
const provider = process.env['SENTRY_PROVIDER_DIR'];

/** What `terraform version` says; `undefined` where one of the two is missing. */
export function terraformVersion(): string | undefined {
  if (provider === undefined) return undefined;
  try {
    const text = execFileSync(program, ['version'], { encoding: 'utf8', stdio: 'pipe', env: quiet });
    return text.split('\n')[0];
  } catch {
    return undefined;
  }
}

/** Nothing of this is a question to anybody elsewhere. */
const quiet = { CHECKPOINT_DISABLE: '1' };

/** A configuration with one key in each project. */
export function terraform(url: string, projects: number): Record<'apply' | 'plan', Program> {
  const cwd = mkdtempSync(join(folder, 'terraform-'));
  const home = join(cwd, 'home');
  mkdirSync(home);
  const rc = join(home, 'terraformrc');
  const overrides = `dev_overrides { "jianyuan/sentry" = ${JSON.stringify(provider)} }`;
  writeFileSync(rc, `provider_installation {\n  ${overrides}\n  direct {}\n}\n`);
  const configuration = {
    terraform: { required_providers: { sentry: { source: 'jianyuan/sentry' } } },
    provider: { sentry: { token, base_url: `${url}/api/` } },
    resource: {
      sentry_key: {
        ci: {
          for_each: `\${toset([for index in range(${projects}) : "project-\${index}"])}`,
          organization: 'acme',
          project: '${each.value}',
          name: 'ci',
        },
      },
    },
  };
  writeFileSync(join(cwd, 'main.tf.json'), JSON.stringify(configuration));
  const env = { ...quiet, HOME: home, TF_CLI_CONFIG_FILE: rc };
  const command = (...args: string[]): Program => ({
    command: [program, ...args, '-input=false', '-parallelism=20'],
    env,
    cwd,
  });
  // With -detailed-exitcode, a plan that has something to change fails.
  return { apply: command('apply', '-auto-approve'), plan: command('plan', '-detailed-exitcode') };
}
