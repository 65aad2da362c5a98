/**
 * What a caller means who makes a sound while the agent speaks: to interrupt, to say "mm-hm", or nothing at all. Pure: no clock, no
 * thread; the English words are data.
 *
 * <p>May import of ours: nothing. Start reading at {@link dev.trunkline.speech.bargein.BargeInArbiter}.
 */
@NullMarked
package dev.trunkline.speech.bargein;

import org.jspecify.annotations.NullMarked;
