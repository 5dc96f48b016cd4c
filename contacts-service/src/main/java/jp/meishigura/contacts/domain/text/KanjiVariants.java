package jp.meishigura.contacts.domain.text;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kanji that names are written with in more than one form. Whoever looks for 渡辺 wants 渡邊 too. NFKC
 * does not help: Unicode holds them to be different characters.
 */
final class KanjiVariants {
  /** Each group: the common form first, then the others. */
  private static final Map<Integer, Integer> COMMON =
      Stream.of(
              "高髙", "崎﨑嵜", "斉斎齊齋", "辺邊邉", "浜濱濵", "沢澤", "広廣", "国國", "島嶋嶌", "柳栁", "徳德", "桜櫻", "桑桒",
              "真眞", "恵惠", "吉𠮷", "鉄鐵", "滝瀧", "竜龍", "関關", "黒黑", "万萬", "蔵藏", "栄榮", "静靜", "豊豐", "土圡",
              "富冨", "峰峯", "実實", "慎愼", "条條", "来來", "梅楳", "槙槇", "橋槗", "為爲", "絵繪", "薮藪", "遥遙", "館舘")
          .flatMap(KanjiVariants::pairs)
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private KanjiVariants() {}

  static int common(int c) {
    return COMMON.getOrDefault(c, c);
  }

  private static Stream<Map.Entry<Integer, Integer>> pairs(String group) {
    int common = group.codePointAt(0);
    return group
        .codePoints()
        .skip(1)
        .filter(variant -> variant != common)
        .mapToObj(variant -> Map.entry(variant, common));
  }
}
