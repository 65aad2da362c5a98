package dev.trunkline.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What a store holds of a call, whoever wrote it: no state, or one that is the same again when it is written and read. */
class StateJsonFuzzTest implements FuzzTarget {

    @Override
    public void check(byte[] input) {
        RememberedCall call = StateJson.read(new String(input, StandardCharsets.UTF_8));
        if (call != null) {
            String written = StateJson.write(call);
            RememberedCall again = Objects.requireNonNull(StateJson.read(written));
            assertThat(StateJson.write(again)).isEqualTo(written);
        }
    }
}
