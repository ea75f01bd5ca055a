/** A reason not to start, known in advance: printed as one line that ends with the remedy, without a stack. */
export class Refusal extends Error {
  override name = 'Refusal';
}
