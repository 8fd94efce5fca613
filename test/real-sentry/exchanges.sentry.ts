/** The local Sentry, as a server of 2023, answers as the real one of 2023 does. */
import { families } from './exchanges.ts';
import { connect } from './index.ts';
import type { Answer } from './normalize.ts';
import { nameOf, play } from './play.ts';
import { withLocalPlayer, withRealPlayer } from './players.ts';

const names = families.flatMap((family) => family.exchanges.map((exchange) => nameOf(family, exchange)));
const sentry = connect();
// One that is elsewhere may be of another release, and nobody here can change its settings.
const whereItIsOurs = sentry.place === undefined ? describe.skip : describe;

whereItIsOurs('both servers answer alike:', () => {
  let real: Map<string, Answer>;
  let local: Map<string, Answer>;

  beforeAll(async () => {
    local = await play(withLocalPlayer, families);
    real = await play((settings, act) => withRealPlayer(sentry, settings, act), families);
  }, 300_000);

  test('all exchanges have names of their own, and answers', () => {
    expect([...real.keys()].sort()).toEqual(names.toSorted());
  });

  test.each(names)('%s', (name) => {
    expect(local.get(name)).toEqual(real.get(name));
  });
});
