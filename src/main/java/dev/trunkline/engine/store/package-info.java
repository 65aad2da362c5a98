/** Keeps chats, configs, prompts and tools in a SQL database: H2 in this process, or PostgreSQL. */
@NullMarked
package dev.trunkline.engine.store;

import org.jspecify.annotations.NullMarked;
