/**
 * WebSocket (RFC 6455) as client and server: Netty's codec with a short way past it for small texts, and our end of a socket to a far end ({@link
 * dev.trunkline.net.websocket.ClientSocket}).
 *
 * <p>May import of ours: {@code net.loop}, {@code net.connection}, {@code net.egress}, {@code time}. Start reading at
 * {@link dev.trunkline.net.websocket.FastPathWebSocketDecoder}.
 */
@NullMarked
package dev.trunkline.net.websocket;

import org.jspecify.annotations.NullMarked;
