/** Something that says how much a user will like an item. */
export type Recommender = {
  /**
   * The expected value, in the unit of the ratings (for implicit data a score without unit).
   *
   * @throws {RangeError} If there is no such user or item.
   */
  predict(user: number, item: number): number;
  /**
   * The same for every item, shape `(items)`; rated ones too.
   *
   * @throws {RangeError} If there is no such user.
   */
  scores(user: number): Float64Array<ArrayBuffer>;
};
