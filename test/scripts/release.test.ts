/** Rehearses .github/workflows/release.yml with local repositories and a stand-in for GitHub's `gh`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { repository } from '../../scripts/repository.ts';

const root = resolve(import.meta.dirname, '../..');

type Job = Readonly<{ needs?: string; steps: readonly { run?: string; env?: object }[] }>;
const workflow: unknown = parse(readFileSync(join(root, '.github/workflows/release.yml'), 'utf8'));
const { check, release } = (workflow as { jobs: Record<'check' | 'release', Job> }).jobs;

const notes = '### Added\n\n- One thing, see [1.1.0].';
const changelog = `## [1.1.10] - Unreleased\n\n- No.\n\n## [1.1.1] - 2026-02-03\n\n${notes}\n
## [1.1.0] - 2026-01-02\n\n- An older one.\n\n## [1.0.0] - 2026-01-01\n`;

// Releases are made on Linux, and the stand-ins are shell scripts.
(process.platform === 'win32' ? describe.skip : describe)('the release workflow', () => {
  let [folder, env]: [string, NodeJS.ProcessEnv] = ['', {}];
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const shell = (script: string): string =>
    execFileSync('bash', ['-euc', script], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }).trim();
  // `work` is a clone of the repository at GitHub; local-gh.sh describes `github`.
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
    env = {
      PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
      GITHUB_REPOSITORY: repository,
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: '1',
    };
    shell(`
      mkdir -p bin github/releases
      cp '${join(root, 'test/scripts/local-gh.sh')}' bin/gh
      ln -s '${process.execPath}' bin/node
      echo '#!/bin/sh' > bin/sleep; chmod +x bin/gh bin/sleep
      printf '[user]\nname = A\nemail = a@example.com' > .gitconfig
      git init --quiet --bare --initial-branch=main github/origin.git
      git clone --quiet github/origin.git work
      mkdir work/scripts; cp '${join(root, 'scripts/release.sh')}' work/scripts
      echo '${changelog}' > work/CHANGELOG.md`);
  });

  /** Commits a version, tags it, and pushes both. @returns the commit */
  const push = (version: string, tag = `v${version}`, branch = 'main'): string =>
    shell(`
      cd work
      echo '{ "type": "module", "version": "${version}" }' > package.json
      git add .
      git commit --quiet --allow-empty --message ${version}
      git tag --message ${version} ${tag}
      git push --quiet origin HEAD:${branch} refs/tags/${tag}
      git rev-parse HEAD`);

  const checkOut = (tag: string): string =>
    shell(`rm -rf c; git clone --quiet --branch ${tag} github/origin.git c 2>/dev/null; echo "$PWD/c"`);

  /** Runs the step of a job that calls release.sh. @returns its output if it failed, otherwise '' */
  function runJob(job: Job, tag: string): string {
    const step = job.steps.find(({ run }) => run?.includes('scripts/release.sh'));
    // Only the value of PROVENANCE matters.
    const own = Object.fromEntries(Object.keys(step?.env ?? {}).map((name) => [name, 'attestation.json']));
    const options = { cwd: checkOut(tag), env: { ...env, ...own, GITHUB_REF_NAME: tag } };
    const { status, output } = spawnSync('bash', ['-ec', step?.run ?? ''], options);
    return status === 0 ? '' : output.join('');
  }
  const run = (tag: string): string => runJob(check, tag) || runJob(release, tag);
  /** The names of the stand-in's files for a release, then their text; `draft` is one of them until it is published. */
  const filesOf = (tag: string): string => shell(`cd github/releases/${tag} || exit 0; ls; cat *`);
  const commitOf = (tag: string): string =>
    shell(`git -C github/origin.git rev-parse --quiet --verify 'tags/${tag}^{commit}' || true`);

  test('publishes the notes and the provenance of the version, then moves the major tag, never back', () => {
    expect(release.needs).toBe('check');
    expect(check.steps.map(({ run }) => run)).toContain('bash .ci/run');
    push('1.1.0');
    expect(run('v1.1.0')).toBe('');
    expect(commitOf('v1')).toBe(commitOf('v1.1.0'));
    const commit = push('1.1.1');
    expect(run('v1.1.1')).toBe('');
    expect(filesOf('v1.1.1')).toBe(`assets\nnotes\nattestation.json\n${notes}`);
    expect(commitOf('v1')).toBe(commit);

    expect(run('v1.1.0')).toBe('');
    expect(commitOf('v1')).toBe(commit);
  });

  test.each<[string, string, ...Parameters<typeof push>[]]>([
    ['v1.1.1', 'The tag is v1.1.1, but package.json has 1.1.0.', ['1.1.0', 'v1.1.1']],
    ['v1.1.10', 'CHANGELOG.md has no heading with a date for 1.1.10.', ['1.1.10']],
    ['v1.0.0', 'CHANGELOG.md has no text about 1.0.0.', ['1.0.0']],
    ['v1.1.1', 'v1.1.1 is not a commit of main.', ['1.1.0'], ['1.1.1', 'v1.1.1', 'another']],
    ['v1.1.1-rc.1', 'v1.1.1-rc.1 is not a version vX.Y.Z', ['1.1.1', 'v1.1.1-rc.1']],
  ])('refuses %s: %s', (tag, why, ...pushes) => {
    for (const pushed of pushes) push(...pushed);
    for (const job of [check, release]) expect(runJob(job, tag)).toContain(`::error::${why}`);
    expect(filesOf(tag)).toBe('');
  });
});
