package dev.trunkline.config;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All keys of all sections, each once. Not in {@link ConfigKey}: an enum's interface is there before its constants are. */
final class KeyRegister {

    static final List<ConfigKey> KEYS = Stream.<ConfigKey[]>of(
                    ServerKey.values(),
                    CarrierKey.values(),
                    FarEndKey.values(),
                    CallKey.values(),
                    OutboundKey.values(),
                    EngineKey.values(),
                    StateKey.values(),
                    RecordKey.values())
            .flatMap(Stream::of)
            .toList();

    /** By their paths; one that occurs twice does not get this far. */
    static final Map<String, ConfigKey> BY_PATH =
            KEYS.stream().collect(Collectors.toUnmodifiableMap(ConfigKey::path, Function.identity()));

    private KeyRegister() {}
}
