/**
 * Events of the Realtime protocol as they stand on the wire: which there are, how the client's are read and what is wrong with them, how the
 * server's are written. Facts from OpenAI's published types (npm {@code openai}, {@code resources/realtime}). Knows no session.
 */
@NullMarked
package dev.trunkline.engine.realtime.wire;

import org.jspecify.annotations.NullMarked;
