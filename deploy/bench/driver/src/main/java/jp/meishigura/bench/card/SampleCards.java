package jp.meishigura.bench.card;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Cards of people who do not exist, as full as a usual Japanese business card. */
public final class SampleCards {
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<Name> FAMILIES =
      List.of(
          new Name("佐藤", "さとう", "sato"),
          new Name("鈴木", "すずき", "suzuki"),
          new Name("高橋", "たかはし", "takahashi"),
          new Name("田中", "たなか", "tanaka"),
          new Name("渡邉", "わたなべ", "watanabe"),
          new Name("髙山", "たかやま", "takayama"),
          new Name("長谷川", "はせがわ", "hasegawa"),
          new Name("林", "はやし", "hayashi"));
  private static final List<Name> GIVEN =
      List.of(
          new Name("太郎", "たろう", "taro"),
          new Name("花子", "はなこ", "hanako"),
          new Name("健一", "けんいち", "kenichi"),
          new Name("美咲", "みさき", "misaki"),
          new Name("翔", "しょう", "sho"),
          new Name("さくら", "さくら", "sakura"));
  private static final List<String> COMPANIES =
      List.of("青葉電機株式会社", "株式会社みなと商会", "北斗精工株式会社", "あけぼの食品株式会社");
  private static final List<String> DEPARTMENTS =
      List.of("営業本部 第二営業部", "情報システム部", "総務部", "海外事業推進室");
  private static final List<String> TITLES = List.of("部長", "課長代理", "主任", "取締役");

  private final AtomicLong number = new AtomicLong();

  private record Name(String written, String read, String latin) {}

  /** The body of a POST; no two are the same. */
  public String next() {
    return next(number.incrementAndGet() + "@example.co.jp");
  }

  /**
   * The body of a POST.
   *
   * @param mailEnd what the address ends with, its domain included
   */
  public String next(String mailEnd) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Name family = any(FAMILIES);
    Name given = any(GIVEN);
    ObjectNode card = JSON.createObjectNode();
    card.putObject("name").put("family", family.written()).put("given", given.written());
    card.putObject("reading").put("family", family.read()).put("given", given.read());
    card.put("company", any(COMPANIES));
    card.put("department", any(DEPARTMENTS));
    card.put("title", any(TITLES));
    card.putArray("phone")
        .add(phone("03-%04d-%04d", "work", random))
        .add(phone("090-%04d-%04d", "cell", random));
    String mail = given.latin() + "." + family.latin() + "." + mailEnd;
    card.putArray("email").addObject().put("text", mail).putArray("types").add("work");
    card.put("address", "〒100-0005 東京都千代田区丸の内" + random.nextInt(1, 9) + "丁目 青葉ビル");
    card.put("url", "https://www.example.co.jp/");
    return card.toString();
  }

  private static ObjectNode phone(String format, String type, ThreadLocalRandom random) {
    ObjectNode phone = JSON.createObjectNode();
    phone.put(
        "text",
        String.format(Locale.ROOT, format, random.nextInt(1000, 10_000), random.nextInt(10_000)));
    phone.putArray("types").add(type);
    return phone;
  }

  private static <T> T any(List<T> list) {
    return list.get(ThreadLocalRandom.current().nextInt(list.size()));
  }
}
