package org.alsolike.serving.reader;

import java.nio.file.Path;
import java.util.Optional;
import org.alsolike.serving.values.ItemCard;

/** The example of the README, as a program. */
final class ReaderExample {

  private ReaderExample() {}

  public static void main(String[] arguments) {
    // README
    try (var reader = ServingReader.open(Path.of(arguments[0]))) {
      var list = reader.forCustomer("for_you", arguments[1], Optional.of("United Kingdom"));
      System.out.println(list.describeSource() + ", version " + list.version());
      for (var place : list.items()) {
        var title = reader.item(place.item()).flatMap(ItemCard::title).orElse("untitled");
        System.out.println(place.item() + " " + title + " " + place.score() + " " + place.tier());
      }
      reader.scores(arguments[1]).forEach((model, s) -> System.out.println(model + " " + s));
    }
    // README end
  }
}
