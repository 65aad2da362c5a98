/**
 * Who may use the engine: API keys, and the access tokens they are exchanged for. Knows no chat: may import {@code rest}
 * and {@code net}. Start reading at {@link dev.trunkline.engine.access.Access}.
 */
@NullMarked
package dev.trunkline.engine.access;

import org.jspecify.annotations.NullMarked;
