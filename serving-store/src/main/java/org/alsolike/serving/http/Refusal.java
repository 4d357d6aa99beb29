package org.alsolike.serving.http;

import java.util.Map;

/** A question that is not answered, with the status and one line that say why. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  Refusal(int status, String message) {
    this(status, message, Map.of());
  }

  Refusal(int status, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  Reply reply() {
    return Reply.error(status, getMessage()).with(headers);
  }
}
