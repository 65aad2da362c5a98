/**
 * When the caller's turn is over: how long a silence must be, as what was said is complete, by its words, its melody and the
 * pauses of this caller. Pure but for {@code EndOfTurnDetector}, which gathers the evidence while the caller is silent.
 *
 * <p>May import of ours: {@code speech}, {@code speech.turn}, {@code engine.mind}, {@code engine.work}. Start reading at
 * {@link dev.trunkline.engine.endofturn.EndOfTurn}.
 */
@NullMarked
package dev.trunkline.engine.endofturn;

import org.jspecify.annotations.NullMarked;
