package org.alsolike.serving.reader;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.values.CustomerCard;
import org.alsolike.serving.values.ItemCard;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.Membership;
import org.alsolike.serving.values.Score;

/**
 * Reads the version that a store serves, and follows when another one is switched to: it looks at
 * the pointer at most once a second, when something is read. A version stays open until the last
 * read of it has ended, also when its files have been removed meanwhile. For any number of threads;
 * it needs no right to write.
 */
public final class ServingReader implements Closeable {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 5;

  private final VersionSource source;
  private final ReentrantLock switching = new ReentrantLock();
  private volatile OpenVersion current;
  private volatile byte[] pointer;
  private volatile long lookedAt;
  private volatile boolean closed;
  private volatile Optional<StoreUnavailable> trouble = Optional.empty();

  private ServingReader(VersionSource source) {
    this.source = source;
  }

  /**
   * @param directory the store's directory, of RocksDB
   * @throws StoreUnavailable when nothing is published there, or it cannot be read
   */
  public static ServingReader open(Path directory) {
    return open(new LocalSource(new StoreLayout(directory)));
  }

  /**
   * @param source is closed with the reader
   * @throws StoreUnavailable when nothing is published there, or it cannot be read
   */
  public static ServingReader open(VersionSource source) {
    var reader = new ServingReader(source);
    try {
      reader.refresh();
      return reader;
    } catch (StoreUnavailable failure) {
      source.close();
      throw failure;
    }
  }

  /**
   * A hold on the served version, for reads that belong together; to be closed. A version that goes
   * away meanwhile is an error where the store keeps nothing open for a reader; see {@link
   * #reading}.
   */
  public ServedVersion hold() {
    poll();
    while (true) {
      OpenVersion version = current;
      if (version == null) {
        throw new IllegalStateException("The reader of " + source.name() + " is closed");
      }
      if (version.hold()) {
        return new ServedVersion(version);
      }
    }
  }

  /**
   * Asks reads that belong together of one version. Where that version went away under them and
   * another is served, all of them are asked once more of the other one.
   */
  public <A> A reading(Function<ServedVersion, A> question) {
    OpenVersion asked = null;
    try (var version = hold()) {
      asked = version.open();
      return question.apply(version);
    } catch (StoreUnavailable failure) {
      if (!movedOn(asked)) {
        throw failure;
      }
    }
    try (var version = hold()) {
      return question.apply(version);
    }
  }

  public Manifest manifest() {
    return reading(ServedVersion::manifest);
  }

  public long version() {
    return manifest().version();
  }

  /** Time since the as-of of the served version. */
  public Duration age(Clock clock) {
    return Duration.between(manifest().asOf(), clock.instant());
  }

  /**
   * How well this reader serves.
   *
   * @param limit the age beyond which a version is called stale
   */
  public Health health(Clock clock, Duration limit) {
    Manifest served = manifest();
    return Health.of(
        served.version(),
        served.asOf(),
        clock.instant(),
        limit,
        trouble.map(StoreUnavailable::getMessage));
  }

  /** See {@link ServedVersion#forCustomer(String, String)}. */
  public CustomerList forCustomer(String list, String customer) {
    return reading(version -> version.forCustomer(list, customer));
  }

  /** See {@link ServedVersion#forCustomer(String, String, Optional)}. */
  public CustomerList forCustomer(String list, String customer, Optional<String> country) {
    return reading(version -> version.forCustomer(list, customer, country));
  }

  /** See {@link ServedVersion#forCustomer(ListRequest, String)}. */
  public CustomerList forCustomer(ListRequest request, String customer) {
    return reading(version -> version.forCustomer(request, customer));
  }

  /** See {@link ServedVersion#forCustomers}; all lists are of one version. */
  public List<CustomerList> forCustomers(ListRequest request, List<String> customers) {
    return reading(version -> version.forCustomers(request, customers));
  }

  /** See {@link ServedVersion#forItem}. */
  public ItemList forItem(ListRequest request, String item) {
    return reading(version -> version.forItem(request, item));
  }

  /** See {@link ServedVersion#forItems}; all lists are of one version. */
  public List<ItemList> forItems(ListRequest request, List<String> items) {
    return reading(version -> version.forItems(request, items));
  }

  /** See {@link ServedVersion#alsoLike}. */
  public List<ListedItem> alsoLike(String item) {
    return reading(version -> version.alsoLike(item));
  }

  /** See {@link ServedVersion#scores}. */
  public SortedMap<String, Score> scores(String customer) {
    return reading(version -> version.scores(customer));
  }

  /** See {@link ServedVersion#segments}. */
  public SortedMap<String, Membership> segments(String customer) {
    return reading(version -> version.segments(customer));
  }

  /** See {@link ServedVersion#item}. */
  public Optional<ItemCard> item(String item) {
    return reading(version -> version.item(item));
  }

  /** See {@link ServedVersion#customer}. */
  public Optional<CustomerCard> customer(String customer) {
    return reading(version -> version.customer(customer));
  }

  /** See {@link ServedVersion#popularIn}. */
  public Optional<List<ListedItem>> popularIn(String country) {
    return reading(version -> version.popularIn(country));
  }

  /** See {@link ServedVersion#popular}. */
  public List<ListedItem> popular() {
    return reading(ServedVersion::popular);
  }

  private boolean movedOn(OpenVersion asked) {
    try {
      refresh();
    } catch (StoreUnavailable behind) {
      return false;
    }
    return asked != null && current != asked;
  }

  /** Why the newest version could not be followed at the last look; reads go on with the old. */
  public Optional<StoreUnavailable> trouble() {
    return trouble;
  }

  /**
   * Looks at the pointer now and follows it.
   *
   * @throws StoreUnavailable when it cannot be followed; the version read so far stays open
   */
  public void refresh() {
    switching.lock();
    try {
      follow();
    } catch (StoreUnavailable failure) {
      trouble = Optional.of(failure);
      throw failure;
    } finally {
      switching.unlock();
    }
  }

  private void poll() {
    boolean recent = System.nanoTime() - lookedAt < POLL.toNanos();
    if (recent || !switching.tryLock()) {
      return;
    }
    try {
      follow();
    } catch (StoreUnavailable failure) {
      trouble = Optional.of(failure);
    } finally {
      switching.unlock();
    }
  }

  private void follow() {
    if (closed) {
      return;
    }
    lookedAt = System.nanoTime();
    byte[] now = source.pointer();
    for (int attempt = 1; !Arrays.equals(now, pointer); attempt++) {
      try {
        long served = Pointer.parse(now, source.pointerName()).version();
        switchTo(new OpenVersion(source.open(served)));
        pointer = now;
      } catch (StoreUnavailable failure) {
        byte[] later = source.pointer();
        if (attempt == ATTEMPTS || Arrays.equals(now, later)) {
          throw failure;
        }
        now = later; // The version was retired between the two looks.
      }
    }
    trouble = Optional.empty();
  }

  private void switchTo(OpenVersion next) {
    OpenVersion before = current;
    current = next;
    if (before != null) {
      before.release();
    }
  }

  /** Lets the version go; it closes when the last hold on it ends. */
  @Override
  public void close() {
    switching.lock();
    try {
      OpenVersion last = current;
      closed = true;
      current = null;
      if (last != null) {
        last.release();
      }
      source.close();
    } finally {
      switching.unlock();
    }
  }
}
