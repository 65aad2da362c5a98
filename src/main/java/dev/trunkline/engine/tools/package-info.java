/** What the engine itself does for its agents when they ask. May import {@code mind} and the network. Start reading at {@link dev.trunkline.engine.tools.WebSearch}. */
@NullMarked
package dev.trunkline.engine.tools;

import org.jspecify.annotations.NullMarked;
