import { scenario } from '../harness/scenario.ts';

test('all problems are one error after the masks, and nothing is sent', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const { exitCode, errors, stdout } = await run({
      token: 'sntrys_secret',
      'github-token': 'ghp_secret',
      org: 'a/b',
      project: '',
      region: 'us',
      name: 'n'.repeat(65),
      'rate-limit': '0/1h',
      mask: 'maybe',
      timeout: 'soon',
    });

    expect(exitCode).toBe(1);
    const labels = errors.map((error) => error.match(/^[a-z-]+(?=: )/gm));
    expect(labels).toEqual([['token', 'org', 'region', 'timeout', 'mask', 'project', 'name', 'rate-limit']]);
    expect(stdout).toMatch(/^::add-mask::sntrys_secret\n::add-mask::ghp_secret\n::error::[^\n]+\n$/);
    expect(sentry.requests).toEqual([]);
  });
});
