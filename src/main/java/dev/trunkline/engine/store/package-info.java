/**
 * Keeps chats, configs, prompts and tools in a SQL database: H2 in this process, or PostgreSQL. May import {@code history},
 * {@code resources} and workers of {@code net}. Start reading at {@link dev.trunkline.engine.store.SqlHistory}.
 */
@NullMarked
package dev.trunkline.engine.store;

import org.jspecify.annotations.NullMarked;
