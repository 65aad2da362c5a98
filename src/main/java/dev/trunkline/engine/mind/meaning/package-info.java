/**
 * What sentences mean, as numbers: a sentence encoder that runs here. Knows nothing of ours. Start reading at
 * {@link dev.trunkline.engine.mind.meaning.SentenceEncoder}.
 */
@NullMarked
package dev.trunkline.engine.mind.meaning;

import org.jspecify.annotations.NullMarked;
