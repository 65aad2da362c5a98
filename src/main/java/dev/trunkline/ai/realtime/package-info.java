/**
 * The client of OpenAI's Realtime dialect, as OpenAI and others speak it: from the first packet of a session to its loss.
 *
 * <p>May import of ours: {@code ai}, {@code net}, {@code audio}, {@code speech.bargein}, {@code speech.vad}, {@code time}. Start reading at
 * {@link dev.trunkline.ai.realtime.RealtimeConnector}; what differs from one vendor to the next is
 * {@link dev.trunkline.ai.realtime.RealtimeDialect}.
 */
@NullMarked
package dev.trunkline.ai.realtime;

import org.jspecify.annotations.NullMarked;
