/**
 * Lets contestants work in turn, A B C A B C …, so that a slow spell of the machine strikes all of
 * them and the rounds can be compared one by one.
 *
 * @param contestants Who takes part, in the order of their turns.
 * @param rounds `counted` rounds are kept, the `warmUp` rounds before them are not.
 * @param turn One contestant's work in one round. Only one works at a time.
 * @param onRound Told before each round; the warm-up rounds are 0 and below.
 * @returns For each contestant what its counted turns answered.
 */
export async function interleave<Contestant, Answer>(
  contestants: readonly Contestant[],
  rounds: { counted: number; warmUp: number },
  turn: (contestant: Contestant) => Promise<Answer>,
  onRound: (round: number) => void = () => {},
): Promise<Answer[][]> {
  const answers: Answer[][] = contestants.map(() => []);
  for (let round = 1 - rounds.warmUp; round <= rounds.counted; round++) {
    onRound(round);
    for (const [i, contestant] of contestants.entries()) {
      const answer = await turn(contestant);
      if (round > 0) answers[i]!.push(answer);
    }
  }
  return answers;
}
