/**
 * Rehearses .github/workflows/release.yml: the shell of its steps runs against repositories of its
 * own, with a stand-in for GitHub's `gh`. Nothing here needs the network.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '..');

interface Job {
  readonly needs?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}
const { jobs } = parse(readFileSync(join(root, '.github', 'workflows', 'release.yml'), 'utf8')) as {
  jobs: Readonly<Record<'check' | 'release', Job>>;
};

/** What the expressions in the steps' `env` stand for. */
const expressions: Readonly<Record<string, string>> = {
  '${{ github.token }}': 'token',
  '${{ steps.provenance.outputs.bundle-path }}': 'attestation.json',
};

const CHANGELOG = `# Changelog

## [1.1.10] - Unreleased

- Not in it.

## [1.1.1] - 2026-02-03

### Added

- One thing, see [1.1.0].

### Fixed

- Another.

## [1.1.0] - 2026-01-02

- What was there before.

## [1.0.0] - 2026-01-01
`;

/** A repository at GitHub, a clone to work in, and runs of the workflow. */
class Rehearsal {
  readonly #folder = mkdtempSync(join(tmpdir(), 'release-'));
  readonly #github = join(this.#folder, 'github');
  readonly #origin = join(this.#github, 'origin.git');
  readonly #programs = join(this.#folder, 'bin');
  readonly #work = join(this.#folder, 'work');
  readonly #environment: NodeJS.ProcessEnv;
  #checkouts = 0;

  constructor() {
    this.#environment = {
      PATH: [this.#programs, process.env['PATH']].join(delimiter),
      LOCAL_GITHUB: this.#github,
      GITHUB_REPOSITORY: 'acme/sentry-client-key',
      // What the person who runs the tests has configured must not matter.
      HOME: this.#folder,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@example.com',
    };
    mkdirSync(this.#programs);
    this.#program('gh', `exec bash "${join(root, 'test', 'local-gh.sh')}" "$@"`);
    this.#program('node', `exec "${process.execPath}" "$@"`);
    // Nothing here becomes better by waiting.
    this.#program('sleep', 'exit 0');

    mkdirSync(join(this.#github, 'releases'), { recursive: true });
    this.breakNext();
    this.#git(this.#folder, 'init', '--quiet', '--bare', '--initial-branch=main', this.#origin);
    this.#git(this.#folder, 'init', '--quiet', '--initial-branch=main', this.#work);
    this.git('remote', 'add', 'origin', this.#origin);
    mkdirSync(join(this.#work, 'scripts'));
    copyFileSync(join(root, 'scripts', 'release.sh'), join(this.#work, 'scripts', 'release.sh'));
    writeFileSync(join(this.#work, 'CHANGELOG.md'), CHANGELOG);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #program(name: string, script: string): void {
    writeFileSync(join(this.#programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  #git(folder: string, ...args: string[]): string {
    const options = {
      cwd: folder,
      env: this.#environment,
      encoding: 'utf8',
      stdio: 'pipe',
    } as const;
    return execFileSync('git', args, options).trim();
  }

  /** Runs git in the clone. @returns what it prints */
  git(...args: string[]): string {
    return this.#git(this.#work, ...args);
  }

  /** Commits a version, tags it, and pushes both. @returns the commit */
  push(version: string, tag = `v${version}`, branch = 'main'): string {
    const manifest = JSON.stringify({ type: 'module', version });
    writeFileSync(join(this.#work, 'package.json'), manifest);
    this.git('add', '.');
    this.git('commit', '--quiet', '--allow-empty', '--message', version);
    this.git('tag', tag);
    this.git('push', '--quiet', 'origin', `HEAD:${branch}`, `refs/tags/${tag}`);
    return this.git('rev-parse', 'HEAD');
  }

  /** What a job begins with: the tag in a clone of its own, with all branches and tags. */
  checkOut(tag: string): string {
    this.#checkouts += 1;
    const folder = join(this.#folder, `checkout-${this.#checkouts}`);
    this.#git(this.#folder, 'clone', '--quiet', this.#origin, folder);
    this.#git(folder, 'checkout', '--quiet', `refs/tags/${tag}`);
    return folder;
  }

  /** Runs the steps of a job that make the release, in a checkout. @returns how it ended, and its log */
  runJob(job: Job, tag: string, folder = this.checkOut(tag)): { passed: boolean; log: string } {
    let log = '';
    for (const { run, env = {} } of job.steps) {
      if (run?.includes('scripts/release.sh') !== true) continue;
      const given = Object.entries(env).map(([name, value]) => [name, expressions[value]]);
      const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', run], {
        cwd: folder,
        env: {
          ...this.#environment,
          GITHUB_REF_NAME: tag,
          ...(Object.fromEntries(given) as NodeJS.ProcessEnv),
        },
        encoding: 'utf8',
      });
      log += stdout + stderr;
      if (status !== 0) return { passed: false, log };
    }
    return { passed: true, log };
  }

  /** Runs the workflow for a tag. */
  run(tag: string): { passed: boolean; log: string } {
    const check = this.runJob(jobs.check, tag);
    return check.passed ? this.runJob(jobs.release, tag) : check;
  }

  /** What GitHub was asked, without the options. */
  get calls(): string[] {
    return this.#read('calls').split('\n').slice(0, -1);
  }

  /** Forgets what GitHub was asked, and has these calls break. */
  breakNext(...faults: string[]): void {
    writeFileSync(join(this.#github, 'calls'), '');
    writeFileSync(join(this.#github, 'faults'), faults.map((fault) => `${fault}\n`).join(''));
  }

  /** The release of a tag. */
  release(tag: string): 'none' | 'draft' | { notes: string; assets: string } {
    const folder = join('releases', tag);
    if (!existsSync(join(this.#github, folder))) return 'none';
    if (existsSync(join(this.#github, folder, 'draft'))) return 'draft';
    return { notes: this.#read(join(folder, 'notes')), assets: this.#read(join(folder, 'assets')) };
  }

  #read(name: string): string {
    return readFileSync(join(this.#github, name), 'utf8');
  }

  /** The commit of a tag at GitHub; nothing where there is no such tag. */
  tag(name: string): string {
    return this.git('ls-remote', 'origin', `refs/tags/${name}`).split('\t')[0] ?? '';
  }
}

test('no release is made before everything is checked, and nothing of npm runs where one is made', () => {
  expect(jobs.check.permissions).toEqual({ contents: 'read' });
  expect(jobs.check.steps.map(({ run }) => run)).toContain('bash .ci/run');
  expect(jobs.release.needs).toBe('check');
  const commands = jobs.release.steps.flatMap(({ run = [] }) => run);
  expect(commands).toEqual([expect.stringMatching(/^bash scripts\/release\.sh publish /)]);
});

// Releases are made on Linux. On Windows nothing would start the stand-ins, which are scripts.
const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('the release workflow', () => {
  let rehearsal: Rehearsal;
  beforeEach(() => {
    rehearsal = new Rehearsal();
  });
  afterEach(() => {
    rehearsal.close();
  });

  const refs = 'api repos/acme/sentry-client-key/git/refs';
  const publishing = (tag: string): string[] => [
    `api repos/acme/sentry-client-key/commits/tags/${tag}`,
    'release list',
    `release create ${tag}`,
    `release upload ${tag} attestation.json`,
    `release edit ${tag}`,
    `release verify ${tag}`,
  ];
  const notes = '### Added\n\n- One thing, see [1.1.0].\n\n### Fixed\n\n- Another.';
  const released = { notes, assets: 'attestation.json\n' };

  test('publishes a draft with the notes of the version, then moves the major tag', () => {
    rehearsal.push('1.1.0');
    expect(rehearsal.run('v1.1.0')).toMatchObject({ passed: true });
    expect(rehearsal.calls).toEqual([...publishing('v1.1.0'), refs]);
    expect(rehearsal.tag('v1')).toBe(rehearsal.tag('v1.1.0'));

    rehearsal.breakNext();
    const commit = rehearsal.push('1.1.1');
    expect(rehearsal.run('v1.1.1')).toMatchObject({ passed: true });
    expect(rehearsal.calls).toEqual([...publishing('v1.1.1'), `${refs}/tags/v1`]);
    expect(rehearsal.release('v1.1.1')).toEqual(released);
    expect(rehearsal.tag('v1')).toBe(commit);
  }, 60_000);

  test('releases annotated tags too', () => {
    rehearsal.push('1.1.1', 'draft');
    rehearsal.git('tag', '--annotate', '--message', 'Version 1.1.1', 'v1.1.1');
    rehearsal.git('push', '--quiet', 'origin', 'v1.1.1');
    expect(rehearsal.run('v1.1.1')).toMatchObject({ passed: true });
    expect(rehearsal.tag('v1')).toBe(rehearsal.git('rev-parse', 'HEAD'));
  });

  describe('asks GitHub for nothing where', () => {
    const stopped = (tag: string, why: string): void => {
      const { passed, log } = rehearsal.run(tag);
      expect([passed, log]).toEqual([false, expect.stringContaining(`::error::${why}`)]);
      expect(rehearsal.calls).toEqual([]);

      // The job that publishes checks for itself.
      expect(rehearsal.runJob(jobs.release, tag)).toMatchObject({ passed: false });
      expect(rehearsal.calls).toEqual([]);
    };

    test('package.json names another version', () => {
      rehearsal.push('1.1.0', 'v1.1.1');
      stopped('v1.1.1', 'The tag is v1.1.1, but package.json says 1.1.0.');
    });

    test('the version has no date', () => {
      rehearsal.push('1.1.10');
      stopped('v1.1.10', 'CHANGELOG.md has no heading with a date for 1.1.10.');
    });

    test('the version is not in the changelog', () => {
      rehearsal.push('1.2.0');
      stopped('v1.2.0', 'CHANGELOG.md has no heading with a date for 1.2.0.');
    });

    test('nothing is said about the version', () => {
      rehearsal.push('1.0.0');
      stopped('v1.0.0', 'CHANGELOG.md says nothing about 1.0.0.');
    });

    test.each(['v1.1.1-rc.1', 'v1', '1.1.1', 'v1.1'])('the tag is %s', (tag) => {
      rehearsal.push('1.1.1', tag);
      stopped(tag, `${tag} is not released: only versions vX.Y.Z are`);
    });

    test('the tag is not on main', () => {
      rehearsal.push('1.1.0');
      rehearsal.push('1.1.1', 'v1.1.1', 'another');
      stopped('v1.1.1', 'v1.1.1 is not a commit of main.');
    });
  });

  test('publishes nothing where the tag was moved after the check', () => {
    rehearsal.push('1.1.1');
    const folder = rehearsal.checkOut('v1.1.1');
    rehearsal.git('commit', '--quiet', '--allow-empty', '--message', 'Not checked');
    rehearsal.git('push', '--quiet', '--force', 'origin', 'HEAD:refs/tags/v1.1.1');

    const { passed, log } = rehearsal.runJob(jobs.release, 'v1.1.1', folder);
    expect([passed, log]).toEqual([false, expect.stringContaining('v1.1.1 was moved')]);
    expect(rehearsal.release('v1.1.1')).toBe('none');
  });

  test.each(publishing('v1.1.1').slice(0, -1))(
    'leaves the major tag alone where "%s" fails, and goes on from there the next time',
    (call) => {
      const before = rehearsal.push('1.1.0');
      rehearsal.run('v1.1.0');
      const commit = rehearsal.push('1.1.1');

      rehearsal.breakNext(call);
      expect(rehearsal.run('v1.1.1')).toMatchObject({ passed: false });
      expect(rehearsal.calls.at(-1)).toBe(call);
      expect(rehearsal.release('v1.1.1')).toMatch(/none|draft/);
      expect(rehearsal.tag('v1')).toBe(before);

      expect(rehearsal.run('v1.1.1')).toMatchObject({ passed: true });
      expect(rehearsal.release('v1.1.1')).toEqual(released);
      expect(rehearsal.tag('v1')).toBe(commit);
    },
    60_000,
  );

  test('waits until GitHub attests the release', () => {
    rehearsal.push('1.1.1');
    rehearsal.breakNext(...Array<string>(11).fill('release verify v1.1.1'));
    expect(rehearsal.run('v1.1.1')).toMatchObject({ passed: true });
    expect(rehearsal.tag('v1')).toBe(rehearsal.tag('v1.1.1'));
  });

  test('leaves the major tag alone where GitHub does not attest the release', () => {
    rehearsal.push('1.1.1');
    rehearsal.breakNext(...Array<string>(12).fill('release verify v1.1.1'));
    const { passed, log } = rehearsal.run('v1.1.1');
    expect([passed, log]).toEqual([
      false,
      expect.stringContaining('If immutable releases are off'),
    ]);
    expect(rehearsal.tag('v1')).toBe('');
  });

  test('only moves the major tag where nothing else is left to do', () => {
    rehearsal.push('1.1.1');
    rehearsal.breakNext(refs);
    expect(rehearsal.run('v1.1.1')).toMatchObject({ passed: false });
    expect(rehearsal.tag('v1')).toBe('');

    rehearsal.breakNext();
    expect(rehearsal.run('v1.1.1')).toMatchObject({ passed: true });
    const [commits, list] = publishing('v1.1.1');
    expect(rehearsal.calls).toEqual([commits, list, 'release verify v1.1.1', refs]);
    expect(rehearsal.tag('v1')).toBe(rehearsal.tag('v1.1.1'));
  }, 60_000);

  test('never moves the major tag back', () => {
    rehearsal.push('1.1.0');
    rehearsal.run('v1.1.0');
    const newest = rehearsal.push('1.1.1');
    rehearsal.run('v1.1.1');

    expect(rehearsal.run('v1.1.0')).toMatchObject({ passed: true });
    expect(rehearsal.tag('v1')).toBe(newest);
  }, 60_000);

  test('does not move a major tag that is somewhere else', () => {
    rehearsal.push('1.1.0');
    const elsewhere = rehearsal.push('1.1.0', 'v1', 'another');
    rehearsal.git('reset', '--quiet', '--hard', 'v1.1.0');
    rehearsal.push('1.1.1');

    const { passed, log } = rehearsal.run('v1.1.1');
    const why = `v1 is at ${elsewhere}, which v1.1.1 does not contain.`;
    expect([passed, log]).toEqual([false, expect.stringContaining(why)]);
    expect(rehearsal.tag('v1')).toBe(elsewhere);
  });
});
