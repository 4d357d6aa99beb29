/**
 * The read-only HTTP service over a {@link org.alsolike.serving.reader.ServingReader}. Only {@link
 * org.alsolike.serving.http.HttpService} knows the server library (Jetty); everything else turns a
 * question into a reply and can be tried without a socket.
 */
package org.alsolike.serving.http;
