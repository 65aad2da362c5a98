package dev.trunkline.bounded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoundedMapTest {

    private final Map<String, Integer> map = new BoundedMap<>(2);

    @Test
    void theOldestGoesWhenOneTooManyIsPutIn() {
        map.put("a", 1);
        map.put("b", 2);
        map.put("c", 3);

        assertThat(map).containsExactly(Map.entry("b", 2), Map.entry("c", 3));
    }

    @Test
    void aKeyThatIsPutAgainPushesNothingOutAndStaysAsOld() {
        map.put("a", 1);
        map.put("b", 2);
        map.put("a", 3);
        assertThat(map).containsExactly(Map.entry("a", 3), Map.entry("b", 2));

        map.put("c", 4);
        assertThat(map).containsExactly(Map.entry("b", 2), Map.entry("c", 4));
    }

    @Test
    void oneThatWasRemovedBeforeIsTheNewest() {
        map.put("a", 1);
        map.put("b", 2);
        map.remove("a");
        map.put("a", 1);
        map.put("c", 3);

        assertThat(map).containsOnlyKeys("a", "c");
    }

    @Test
    void whatIsMadeOrMergedIsBoundedToo() {
        map.put("a", 1);
        map.put("b", 2);
        map.computeIfAbsent("c", key -> 3);
        assertThat(map).containsOnlyKeys("b", "c");

        map.merge("d", 4, Integer::sum);
        assertThat(map).containsOnlyKeys("c", "d");
    }

    @Test
    void aSetOfItIsBoundedToo() {
        Set<String> set = Collections.newSetFromMap(new BoundedMap<>(2));
        set.add("a");
        set.add("b");
        set.add("b");
        set.add("c");

        assertThat(set).containsExactly("b", "c");
    }

    @Test
    void byLastUseWhatWasAskedForStays() {
        Map<String, Integer> used = BoundedMap.byLastUse(2);
        used.put("a", 1);
        used.put("b", 2);
        assertThat(used.get("a")).isEqualTo(1);
        used.put("c", 3);

        assertThat(used).containsOnlyKeys("a", "c");
    }

    @Test
    void byLastUseWhatWasPutAgainStays() {
        Map<String, Integer> used = BoundedMap.byLastUse(2);
        used.put("a", 1);
        used.put("b", 2);
        used.put("a", 3);
        used.put("c", 4);

        assertThat(used).containsOnlyKeys("a", "c");
    }
}
