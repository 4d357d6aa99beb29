package org.alsolike.serving.diff;

import org.alsolike.serving.values.ValueCodec;

/** Sums probabilities. */
final class ScoreTally implements Tally {

  private final MemberTally customers = MemberTally.ofCustomers();
  private final Spread moved = new Spread();
  private double before;
  private double now;

  @Override
  public void now(String id, byte[] value) {
    customers.now(id, value);
    now += probability(value);
  }

  @Override
  public void before(String id, byte[] value) {
    customers.before(id, value);
    before += probability(value);
  }

  @Override
  public void both(String id, byte[] valueBefore, byte[] valueNow) {
    customers.both(id, valueBefore, valueNow);
    double was = probability(valueBefore);
    double is = probability(valueNow);
    before += was;
    now += is;
    moved.add(Math.abs(is - was));
  }

  private static double probability(byte[] value) {
    return ValueCodec.score(value).probability().doubleValue();
  }

  ScoreShift shift() {
    MemberChange change = customers.change();
    return new ScoreShift(
        change, mean(before, change.before()), mean(now, change.now()), moved.quantiles());
  }

  private static double mean(double sum, long count) {
    return count == 0 ? Double.NaN : sum / count;
  }
}
