package dev.trunkline.engine;

import java.time.InstantSource;

/** What all chats of an engine share. Immutable; its parts are thread-safe. */
record Equipment(
        EngineSettings settings,
        EngineParts parts,
        Mouth mouth,
        Workers earsWorkers,
        ChatGroups groups,
        InstantSource wallClock) {}
