/** EVI's configs, prompts and tools: their REST API, and the plans of chats that configs make. */
@NullMarked
package dev.trunkline.engine.resources;

import org.jspecify.annotations.NullMarked;
