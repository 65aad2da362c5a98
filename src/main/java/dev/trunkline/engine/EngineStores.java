package dev.trunkline.engine;

import dev.trunkline.engine.history.History;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.engine.resources.Resources;

/**
 * What outlives a chat. Immutable; its parts are thread-safe and stay the caller's to close.
 *
 * @param history what was said
 * @param recordings how it sounded
 * @param resources configs, prompts and tools
 */
public record EngineStores(History history, Recordings recordings, Resources resources) {}
