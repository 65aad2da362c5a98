/**
 * What the agent says: from sentences to the sound that is sent, spoken once however often it is said.
 *
 * <p>May import of ours: {@code speech}, {@code engine.expression}, {@code engine.wire}, {@code net}. Start reading at
 * {@link dev.trunkline.engine.speaking.CachedSynthesizer}.
 */
@NullMarked
package dev.trunkline.engine.speaking;

import org.jspecify.annotations.NullMarked;
