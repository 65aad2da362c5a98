/**
 * Netty that is nobody's protocol, by subject: {@code loop}, {@code connection}, {@code http}, {@code websocket}, {@code reach},
 * {@code outgoing}, and {@code json}. Each imports only those named before it in its own {@code package-info}, and {@code time}.
 *
 * <p>Start reading at {@link dev.trunkline.net.http.HttpServer} and {@link dev.trunkline.net.websocket.WebSocketClient}.
 */
@NullMarked
package dev.trunkline.net;

import org.jspecify.annotations.NullMarked;
