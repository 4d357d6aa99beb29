package org.alsolike.serving.reader;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Part;
import org.alsolike.serving.reader.CustomerList.Source;
import org.alsolike.serving.values.CustomerCard;
import org.alsolike.serving.values.ItemCard;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.Membership;
import org.alsolike.serving.values.Score;
import org.alsolike.serving.values.ValueCodec;

/**
 * One version, held until {@link #close}: all that is read through it belongs together, also when
 * another version is switched to meanwhile. For any number of threads.
 */
public final class ServedVersion implements AutoCloseable {

  private static final String ALSO_LIKE = "also_like";

  private final OpenVersion open;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes over a hold that the caller has on the version. */
  ServedVersion(OpenVersion open) {
    this.open = open;
  }

  /** What is held, to be told from another. */
  OpenVersion open() {
    return open;
  }

  public Manifest manifest() {
    return open.manifest();
  }

  public long version() {
    return open.manifest().version();
  }

  /** The customer's own list, or else what is popular in the customer's country and anywhere. */
  public CustomerList forCustomer(String list, String customer) {
    return forCustomer(list, customer, Optional.empty());
  }

  /**
   * @param country used when the store does not know the customer's own
   */
  public CustomerList forCustomer(String list, String customer, Optional<String> country) {
    return forCustomer(ListRequest.of(list).fromCountry(country), customer);
  }

  /**
   * The customer's own list after the request's filters, even if they leave nothing of it: what is
   * popular may hold what this customer has bought, which nothing here knows. Whoever has no list
   * gets what is popular in their country and then, up to the limit, in the whole shop.
   */
  public CustomerList forCustomer(ListRequest request, String customer) {
    var own = ownList(request.list(), customer).filter(items -> !items.isEmpty());
    if (own.isPresent()) {
      return answer(request, customer, Source.OWN, Optional.empty(), left(request, own.get()));
    }
    Optional<String> home = customer(customer).flatMap(CustomerCard::country).or(request::country);
    List<ListedItem> local =
        home.flatMap(this::popularIn).map(items -> left(request, items)).orElse(List.of());
    Source source = local.isEmpty() ? Source.POPULAR : Source.POPULAR_IN_COUNTRY;
    return answer(request, customer, source, home, filledUp(request, local));
  }

  /** With what is popular in the whole shop, up to the limit and without repeats. */
  private List<ListedItem> filledUp(ListRequest request, List<ListedItem> local) {
    int missing = request.limit() - local.size();
    if (missing == 0) {
      return local;
    }
    Set<String> taken = new HashSet<>(request.excluded());
    local.forEach(place -> taken.add(place.item()));
    List<ListedItem> rest = left(request.excluding(taken).limit(missing), popular());
    return Stream.concat(local.stream(), rest.stream()).toList();
  }

  /** The same for each of several customers, in their order. */
  public List<CustomerList> forCustomers(ListRequest request, List<String> customers) {
    return customers.stream().map(customer -> forCustomer(request, customer)).toList();
  }

  private List<ListedItem> left(ListRequest request, List<ListedItem> items) {
    return request.left(items, this::soldOut);
  }

  private boolean soldOut(String item) {
    return item(item).flatMap(ItemCard::inStock).filter(inStock -> !inStock).isPresent();
  }

  private CustomerList answer(
      ListRequest request,
      String customer,
      Source source,
      Optional<String> country,
      List<ListedItem> items) {
    return new CustomerList(request.list(), customer, source, country, items, version());
  }

  /** The list made for this customer, without a fallback. */
  public Optional<List<ListedItem>> ownList(String list, String customer) {
    return value(known(Part.list(list)), customer, ValueCodec::list);
  }

  /** What goes with an item, best first; empty for an item without neighbours. */
  public List<ListedItem> alsoLike(String item) {
    return similar(ALSO_LIKE, item);
  }

  /** An item's list under its name. */
  public List<ListedItem> similar(String list, String item) {
    return value(known(Part.similar(list)), item, ValueCodec::list).orElse(List.of());
  }

  /** What goes with an item, under a list's name, after the request's filters. */
  public ItemList forItem(ListRequest request, String item) {
    List<ListedItem> items = left(request, similar(request.list(), item));
    return new ItemList(request.list(), item, items, version());
  }

  /** The same for each of several items, in their order. */
  public List<ItemList> forItems(ListRequest request, List<String> items) {
    return items.stream().map(item -> forItem(request, item)).toList();
  }

  /** The customer's score from each propensity model that has one, by the model's name. */
  public SortedMap<String, Score> scores(String customer) {
    return ofEach(Part::isScore, customer, ValueCodec::score);
  }

  /** The segments that the customer is in, by name. */
  public SortedMap<String, Membership> segments(String customer) {
    return ofEach(Part::isSegment, customer, ValueCodec::membership);
  }

  /** Shows every member of a segment, in the order of the ids' bytes. */
  public void forEachMember(String segment, BiConsumer<String, Membership> visitor) {
    Part part = known(Part.segment(segment));
    open.content()
        .forEach(
            part.key(""),
            (key, value) -> visitor.accept(part.id(key), ValueCodec.membership(value)));
  }

  public Optional<ItemCard> item(String item) {
    return value(Part.ITEMS, item, ValueCodec::item);
  }

  public Optional<CustomerCard> customer(String customer) {
    return value(Part.CUSTOMERS, customer, ValueCodec::customer);
  }

  /** What is popular in a country, if the country has a list of its own. */
  public Optional<List<ListedItem>> popularIn(String country) {
    return value(Part.POPULAR, country, ValueCodec::list);
  }

  /** What is popular in the whole shop. */
  public List<ListedItem> popular() {
    return popularIn(Part.EVERYWHERE).orElse(List.of());
  }

  /** The bytes under a key, for programs that copy or compare versions. */
  public Optional<byte[]> value(byte[] key) {
    return open.content().value(key);
  }

  private <V> Optional<V> value(Part part, String id, Function<byte[], V> codec) {
    return value(part.key(id)).map(codec);
  }

  private <V> SortedMap<String, V> ofEach(
      Predicate<Part> kind, String id, Function<byte[], V> codec) {
    var found = new TreeMap<String, V>();
    for (String name : manifest().parts().keySet()) {
      Part part = new Part(name);
      if (kind.test(part)) {
        value(part, id, codec).ifPresent(value -> found.put(part.title(), value));
      }
    }
    return found;
  }

  private Part known(Part part) {
    if (!manifest().parts().containsKey(part.name())) {
      throw new IllegalArgumentException(
          "part must be one of %s, but is %s"
              .formatted(String.join(", ", manifest().parts().keySet()), part.name()));
    }
    return part;
  }

  /** Lets the version go; closing twice is harmless. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      open.release();
    }
  }
}
