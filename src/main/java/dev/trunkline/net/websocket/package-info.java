/**
 * WebSocket (RFC 6455) as client and server: Netty's codec with a short way past it for small texts.
 *
 * <p>May import of ours: {@code net.loop}, {@code net.connection}, {@code net.reach}, {@code time}. Start reading at
 * {@link dev.trunkline.net.websocket.FastPathWebSocketDecoder}.
 */
@NullMarked
package dev.trunkline.net.websocket;

import org.jspecify.annotations.NullMarked;
