package de.dfki.lt.tools.tokenizer.annotate;

import java.util.HashMap;
import java.util.Map;

/** Keeps one fact per character and name; two stretches annotated one by one stay two runs. Confined to one thread. */
public final class FastAnnotatedString implements AnnotatedString {

    private record Fact(Object value) {} // compared by identity: a new one per annotated stretch

    private final String text;
    private final Map<String, Fact[]> factsByName = new HashMap<>();
    private int index;

    public FastAnnotatedString(String text) {
        this.text = text;
    }

    /** Says {@code value} of the characters from {@code start} to before {@code end}. */
    public void annotate(String name, Object value, int start, int end) {
        Fact fact = new Fact(value);
        Fact[] facts = factsByName.computeIfAbsent(name, unused -> new Fact[text.length()]);
        for (int i = start; i < end; i++) {
            facts[i] = fact;
        }
    }

    @Override
    public char setIndex(int newIndex) {
        index = newIndex;
        return index < text.length() ? text.charAt(index) : DONE;
    }

    @Override
    public Object getAnnotation(String name) {
        Fact fact = factAt(name, index);
        return fact == null ? null : fact.value();
    }

    @Override
    public int getRunStart(String name) {
        int start = index;
        while (start > 0 && factAt(name, start - 1) == factAt(name, index)) {
            start--;
        }
        return start;
    }

    @Override
    public int getRunLimit(String name) {
        int limit = index;
        while (limit < text.length() && factAt(name, limit) == factAt(name, index)) {
            limit++;
        }
        return limit;
    }

    @Override
    public String substring(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    private Fact factAt(String name, int position) {
        Fact[] facts = factsByName.get(name);
        return facts == null || position >= facts.length ? null : facts[position];
    }
}
