/**
 * Where this process may be sent by others, and the names and addresses of it.
 *
 * <p>May import nothing of ours but {@code bounded}. Start reading at {@link dev.trunkline.net.egress.EgressPolicy}.
 */
@NullMarked
package dev.trunkline.net.egress;

import org.jspecify.annotations.NullMarked;
