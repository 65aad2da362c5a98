/**
 * What is remembered of what others send, and never more of it than so much. Imports nothing of ours; everybody may import it, as the
 * JDK, and need not say so. There is one type: {@link dev.trunkline.bounded.BoundedMap}.
 */
@NullMarked
package dev.trunkline.bounded;

import org.jspecify.annotations.NullMarked;
