/** What the agent says: from sentences to the sound that is sent. */
@NullMarked
package dev.trunkline.engine.speaking;

import org.jspecify.annotations.NullMarked;
