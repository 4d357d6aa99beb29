package org.alsolike.serving.diff;

import java.util.ArrayList;
import java.util.List;
import org.alsolike.serving.Part;

/** Counts who is there. */
final class MemberTally implements Tally {

  private final int named;
  private long before;
  private long now;
  private long came;
  private long went;
  private final List<String> firstCame = new ArrayList<>();
  private final List<String> firstWent = new ArrayList<>();

  private MemberTally(int named) {
    this.named = named;
  }

  /** Of items or countries: the first are named. */
  static MemberTally ofThings() {
    return new MemberTally(MemberChange.NAMED);
  }

  /** Of customers, who are counted and never named: what is compared is kept in files. */
  static MemberTally ofCustomers() {
    return new MemberTally(0);
  }

  static MemberTally of(Part part) {
    return part.isOfCustomers() ? ofCustomers() : ofThings();
  }

  @Override
  public void now(String id, byte[] value) {
    now++;
    came++;
    name(firstCame, id);
  }

  @Override
  public void before(String id, byte[] value) {
    before++;
    went++;
    name(firstWent, id);
  }

  @Override
  public void both(String id, byte[] valueBefore, byte[] valueNow) {
    before++;
    now++;
  }

  private void name(List<String> first, String id) {
    if (first.size() < named) {
      first.add(id);
    }
  }

  MemberChange change() {
    return new MemberChange(before, now, came, went, firstCame, firstWent);
  }
}
