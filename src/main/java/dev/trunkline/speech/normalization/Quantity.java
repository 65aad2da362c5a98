package dev.trunkline.speech.normalization;

/**
 * A written number, whichever of comma and dot divides its thousands. Immutable.
 *
 * @param whole digits, at least one
 * @param fraction digits; "" when there is none
 */
record Quantity(String whole, String fraction) {

    /** One group: a number as the world writes it, without its sign. */
    static final String PATTERN =
            "(\\d{1,3}(?:[, ']\\d{3})+(?:\\.\\d+)?|\\d{1,3}(?:\\.\\d{3})+(?:,\\d{1,2})?|\\d+(?:[.,]\\d+)?)";

    /** One group: what multiplies the number before it, if anything. */
    static final String SCALE = "(?:\\s?(k|K|m|M|mn|mln|bn|B|tn|thousand|million|billion|trillion)\\b)?";

    static Quantity of(String written) {
        String text = written.replaceAll("[ ']", "");
        int last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
        if (last < 0) {
            return new Quantity(text, "");
        }
        String before = text.substring(0, last).replaceAll("[.,]", "");
        String after = text.substring(last + 1);
        boolean isMixed = text.indexOf(',') >= 0 && text.indexOf('.') >= 0;
        boolean isRepeated = text.indexOf(text.charAt(last)) != last;
        boolean isThousands = !isMixed && after.length() == 3 && (isRepeated || text.charAt(last) == ',');
        return isThousands ? new Quantity(before + after, "") : new Quantity(before, after);
    }

    String inWords() {
        return Numerals.decimal(whole, fraction);
    }

    boolean isOne() {
        return whole.equals("1") && fraction.isEmpty();
    }

    static String scale(String letters) {
        return switch (letters) {
            case "k", "K" -> "thousand";
            case "m", "M", "mn", "mln" -> "million";
            case "bn", "B" -> "billion";
            case "tn" -> "trillion";
            default -> letters;
        };
    }
}
