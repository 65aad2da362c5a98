/**
 * An HTTP/1.1 server: routes, endpoints, and who may ask.
 *
 * <p>May import of ours: {@code net.loop}, {@code net.connection}, {@code net.websocket}, {@code time}. Start reading at
 * {@link dev.trunkline.net.http.HttpServer}.
 */
@NullMarked
package dev.trunkline.net.http;

import org.jspecify.annotations.NullMarked;
