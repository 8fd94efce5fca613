/**
 * Rehearses .github/workflows/release.yml: the shell of its steps runs against repositories of its
 * own, with a stand-in for GitHub's `gh`. Nothing here needs the network.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { repository } from '../../scripts/repository.ts';

const root = resolve(import.meta.dirname, '..', '..');

interface Job {
  readonly needs?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly run?: string; readonly env?: Record<string, string> }[];
}
const { jobs } = parse(readFileSync(join(root, '.github', 'workflows', 'release.yml'), 'utf8')) as {
  jobs: Readonly<Record<'check' | 'release', Job>>;
};

/** What the expressions in the steps' `env` stand for. */
const expressions: Readonly<Record<string, string>> = {
  '${{ github.token }}': 'token',
  '${{ steps.provenance.outputs.bundle-path }}': 'attestation.json',
};

const notes = '### Added\n\n- One thing, see [1.1.0].\n\n### Fixed\n\n- Another.';
const changelog = `# Changelog

## [1.1.10] - Unreleased

- Not in it.

## [1.1.1] - 2026-02-03

${notes}

## [1.1.0] - 2026-01-02

- What was there before.

## [1.0.0] - 2026-01-01
`;

test('checks everything before a release, and runs nothing of npm where it publishes', () => {
  expect(jobs.check.permissions).toEqual({ contents: 'read' });
  expect(jobs.check.steps.map(({ run }) => run)).toContain('bash .ci/run');
  expect(jobs.release.needs).toBe('check');
  const commands = jobs.release.steps.flatMap(({ run = [] }) => run);
  expect(commands).toEqual([expect.stringMatching(/^bash scripts\/release\.sh publish /)]);
});

// Releases are made on Linux. On Windows nothing would start the stand-ins, which are scripts.
const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('the release workflow', () => {
  let folder: string;
  let environment: NodeJS.ProcessEnv;
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a script in the folder of the test. @returns what it prints */
  const shell = (script: string): string =>
    execFileSync('bash', ['-euc', script], {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();

  // `work` is a clone of the repository at GitHub; local-gh.sh says what is in `github`.
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
    environment = {
      PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
      LOCAL_GITHUB: join(folder, 'github'),
      GITHUB_REPOSITORY: repository,
      // What the person who runs the tests has configured must not matter.
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: '1',
    };
    shell(`
      mkdir -p bin github/releases work/scripts
      touch github/calls github/faults
      cp '${join(root, 'test', 'scripts', 'local-gh.sh')}' bin/gh
      ln -s '${process.execPath}' bin/node
      echo '#!/bin/sh' > bin/sleep # nothing here becomes better by waiting
      chmod +x bin/gh bin/sleep
      git config --global user.name A
      git config --global user.email a@example.com
      git init --quiet --bare --initial-branch=main github/origin.git
      cd work
      git init --quiet --initial-branch=main
      git remote add origin "$LOCAL_GITHUB/origin.git"
      cp '${join(root, 'scripts', 'release.sh')}' scripts`);
    writeFileSync(join(folder, 'work', 'CHANGELOG.md'), changelog);
  });

  /** Commits a version, tags it, and pushes both. @returns the commit */
  const push = (version: string, tag = `v${version}`, branch = 'main'): string =>
    shell(`
      cd work
      echo '{ "type": "module", "version": "${version}" }' > package.json
      git add .
      git commit --quiet --allow-empty --message ${version}
      git tag ${tag}
      git push --quiet origin HEAD:${branch} refs/tags/${tag}
      git rev-parse HEAD`);

  /** What a job begins with: the tag in a clone of its own, with all branches and tags. */
  const checkOut = (tag: string): string =>
    shell(`
      checkout=$(mktemp -d "$HOME/checkout-XXX")
      git clone --quiet github/origin.git "$checkout"
      git -C "$checkout" checkout --quiet refs/tags/${tag}
      echo "$checkout"`);

  type Outcome = [passed: boolean, log: string];

  /** Runs the step of a job that is about the release. */
  function runJob({ steps }: Job, tag: string, cwd = checkOut(tag)): Outcome {
    const step = steps.find(({ run }) => run?.includes('scripts/release.sh'));
    const env: NodeJS.ProcessEnv = { ...environment, GITHUB_REF_NAME: tag };
    for (const [name, value] of Object.entries(step?.env ?? {})) env[name] = expressions[value];
    const options = { cwd, env, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', step?.run ?? ''], options);
    return [status === 0, stdout + stderr];
  }

  /** Runs the workflow for a tag. */
  function run(tag: string): Outcome {
    const checked = runJob(jobs.check, tag);
    return checked[0] ? runJob(jobs.release, tag) : checked;
  }

  const passes = [true, expect.anything()];
  const fails = (why: string): unknown => [false, expect.stringContaining(why)];

  /** Has these calls of `gh` break. */
  const breakNext = (...faults: string[]): void => {
    writeFileSync(join(folder, 'github', 'faults'), faults.map((fault) => `${fault}\n`).join(''));
  };

  /** What GitHub was asked since the last time, without the options. */
  const calls = (): string[] => {
    const log = shell('cat github/calls; : > github/calls');
    return log === '' ? [] : log.split('\n');
  };

  /** The files that stand for the release of a tag. */
  const release = (tag: string): object | undefined => {
    const path = join(folder, 'github', 'releases', tag);
    if (!existsSync(path)) return undefined;
    const files = readdirSync(path).map((file) => [file, readFileSync(join(path, file), 'utf8')]);
    return Object.fromEntries(files) as object;
  };

  /** The commit of a tag at GitHub; nothing where there is no such tag. */
  const commitOf = (tag: string): string =>
    shell(`git -C github/origin.git rev-parse --quiet --verify 'tags/${tag}^{commit}' || true`);

  const refs = `api repos/${repository}/git/refs`;
  const publishing = (tag: string): string[] => [
    `api repos/${repository}/commits/tags/${tag}`,
    'release list',
    `release create ${tag}`,
    `release upload ${tag} attestation.json`,
    `release edit ${tag}`,
    `release verify ${tag}`,
  ];
  const released = { notes, assets: 'attestation.json\n' };

  test('publishes a draft with the notes of the version, then moves the major tag', () => {
    push('1.1.0');
    expect(run('v1.1.0')).toEqual(passes);
    expect(calls()).toEqual([...publishing('v1.1.0'), refs]);
    expect(commitOf('v1')).toBe(commitOf('v1.1.0'));

    const commit = push('1.1.1');
    expect(run('v1.1.1')).toEqual(passes);
    expect(calls()).toEqual([...publishing('v1.1.1'), `${refs}/tags/v1`]);
    expect(release('v1.1.1')).toEqual(released);
    expect(commitOf('v1')).toBe(commit);

    // Running the workflow of an old release again does not move the tag back.
    expect(run('v1.1.0')).toEqual(passes);
    expect(commitOf('v1')).toBe(commit);
  }, 60_000);

  test('releases annotated tags', () => {
    const commit = push('1.1.1', 'draft');
    shell('cd work; git tag --annotate --message 1.1.1 v1.1.1; git push --quiet origin v1.1.1');
    expect(run('v1.1.1')).toEqual(passes);
    expect(commitOf('v1')).toBe(commit);
  }, 60_000);

  test.each<[string, string, ...Parameters<typeof push>[]]>([
    ['v1.1.1', 'The tag is v1.1.1, but package.json says 1.1.0.', ['1.1.0', 'v1.1.1']],
    ['v1.1.10', 'CHANGELOG.md has no heading with a date for 1.1.10.', ['1.1.10']],
    ['v1.2.0', 'CHANGELOG.md has no heading with a date for 1.2.0.', ['1.2.0']],
    ['v1.0.0', 'CHANGELOG.md says nothing about 1.0.0.', ['1.0.0']],
    ['v1.1.1', 'v1.1.1 is not a commit of main.', ['1.1.0'], ['1.1.1', 'v1.1.1', 'another']],
    ['v1.1.1-rc.1', 'v1.1.1-rc.1 is not released: only versions', ['1.1.1', 'v1.1.1-rc.1']],
    ['v1', 'v1 is not released: only versions', ['1.1.1', 'v1']],
    ['1.1.1', '1.1.1 is not released: only versions', ['1.1.1', '1.1.1']],
    ['v1.1', 'v1.1 is not released: only versions', ['1.1.1', 'v1.1']],
  ])(
    'asks GitHub for nothing for %s: %s',
    (tag, why, ...pushes) => {
      for (const pushed of pushes) push(...pushed);
      // The job that publishes checks for itself.
      for (const job of [jobs.check, jobs.release]) {
        expect(runJob(job, tag)).toEqual(fails(`::error::${why}`));
      }
      expect(calls()).toEqual([]);
    },
    60_000,
  );

  test('publishes nothing where the tag was moved after the check', () => {
    push('1.1.1');
    const checkout = checkOut('v1.1.1');
    shell(`
      cd work
      git commit --quiet --allow-empty --message 'Not checked'
      git push --quiet --force origin HEAD:refs/tags/v1.1.1`);
    expect(runJob(jobs.release, 'v1.1.1', checkout)).toEqual(fails('v1.1.1 was moved'));
    expect(release('v1.1.1')).toBeUndefined();
  }, 60_000);

  test('keeps the major tag where a call fails, and goes on from there the next time', () => {
    const before = push('1.1.0');
    run('v1.1.0');
    const commit = push('1.1.1');
    for (const call of publishing('v1.1.1').slice(0, -1)) {
      breakNext(call);
      expect(run('v1.1.1')).toEqual(fails('HTTP 502'));
      expect(calls().at(-1)).toBe(call);
      expect(release('v1.1.1') ?? { draft: '' }).toHaveProperty('draft');
      expect(commitOf('v1')).toBe(before);
    }
    expect(run('v1.1.1')).toEqual(passes);
    expect(release('v1.1.1')).toEqual(released);
    expect(commitOf('v1')).toBe(commit);
  }, 60_000);

  test('asks 12 times whether GitHub attests the release, and keeps the major tag until then', () => {
    const commit = push('1.1.1');
    const verify = 'release verify v1.1.1';
    breakNext(...Array<string>(12).fill(verify));
    expect(run('v1.1.1')).toEqual(fails('If immutable releases are off'));
    expect(commitOf('v1')).toBe('');

    // All that is left to do is then done.
    breakNext(...Array<string>(11).fill(verify), refs);
    expect(run('v1.1.1')).toEqual(fails('HTTP 502'));
    expect(commitOf('v1')).toBe('');
    calls();
    expect(run('v1.1.1')).toEqual(passes);
    expect(calls()).toEqual([...publishing('v1.1.1').slice(0, 2), verify, refs]);
    expect(commitOf('v1')).toBe(commit);
  }, 60_000);

  test('does not move a major tag that is somewhere else', () => {
    push('1.1.0');
    const elsewhere = push('1.1.0', 'v1', 'another');
    shell('cd work; git reset --quiet --hard v1.1.0');
    push('1.1.1');
    const why = `v1 is at ${elsewhere}, which v1.1.1 does not contain.`;
    expect(run('v1.1.1')).toEqual(fails(why));
    expect(commitOf('v1')).toBe(elsewhere);
  }, 60_000);
});
