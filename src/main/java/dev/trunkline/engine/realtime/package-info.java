/**
 * The engine's second face: OpenAI's Realtime protocol on a WebSocket, in its generally available form. The socket is here, what a
 * session does is in {@link dev.trunkline.engine.realtime.session}, what is sent in {@link dev.trunkline.engine.realtime.wire}.
 */
@NullMarked
package dev.trunkline.engine.realtime;

import org.jspecify.annotations.NullMarked;
