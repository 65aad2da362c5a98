/**
 * EVI's configs, prompts and tools: their REST API, and the plans of chats that configs make. May import {@code rest},
 * {@code plan} and the settings in it, and whatever configs name: {@code mind}, {@code tools}, {@code webhook}, voices. Start
 * reading at {@link dev.trunkline.engine.resources.AgentConfig}.
 */
@NullMarked
package dev.trunkline.engine.resources;

import org.jspecify.annotations.NullMarked;
