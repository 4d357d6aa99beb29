package org.alsolike.serving.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  private final StoreLayout store;
  private final ReentrantLock switching = new ReentrantLock();
  private volatile OpenVersion current;
  private volatile byte[] pointer;
  private volatile long lookedAt;
  private volatile boolean closed;
  private volatile Optional<StoreUnavailable> trouble = Optional.empty();

  private ServingReader(StoreLayout store) {
    this.store = store;
  }

  /**
   * @param directory the store's directory
   * @throws StoreUnavailable when nothing is published there, or it cannot be read
   */
  public static ServingReader open(Path directory) {
    var reader = new ServingReader(new StoreLayout(directory));
    reader.refresh();
    return reader;
  }

  /** A hold on the served version, for reads that belong together; to be closed. */
  public ServedVersion hold() {
    poll();
    while (true) {
      OpenVersion version = current;
      if (version == null) {
        throw new IllegalStateException("The reader of " + store.root() + " is closed");
      }
      if (version.hold()) {
        return new ServedVersion(version);
      }
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

  private <A> A reading(Function<ServedVersion, A> question) {
    try (var version = hold()) {
      return question.apply(version);
    }
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
    byte[] now = pointerNow();
    for (int attempt = 1; !Arrays.equals(now, pointer); attempt++) {
      try {
        switchTo(OpenVersion.open(store, Pointer.parse(now, store).version()));
        pointer = now;
      } catch (StoreUnavailable failure) {
        byte[] later = pointerNow();
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

  private byte[] pointerNow() {
    try {
      return Files.readAllBytes(store.served());
    } catch (NoSuchFileException nothing) {
      throw new StoreUnavailable(
          "%s serves nothing: %s is missing. Publish a version first (`alsolike run`)."
              .formatted(store.root(), store.served()),
          nothing);
    } catch (IOException failure) {
      throw new StoreUnavailable(
          "%s cannot be read: %s".formatted(store.served(), failure), failure);
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
    } finally {
      switching.unlock();
    }
  }
}
