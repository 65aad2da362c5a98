/** The AI leg as a call sees it: what may be asked of it, what it tells. No protocol, no network. */
@NullMarked
package dev.trunkline.ai;

import org.jspecify.annotations.NullMarked;
