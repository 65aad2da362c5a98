/**
 * Models that hear from the sound alone whether somebody has finished speaking.
 *
 * <p>May import of ours: {@code speech}. Start reading at {@link dev.trunkline.speech.turn.TurnModel}.
 */
@NullMarked
package dev.trunkline.speech.turn;

import org.jspecify.annotations.NullMarked;
