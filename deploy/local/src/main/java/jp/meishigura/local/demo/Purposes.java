package jp.meishigura.local.demo;

import java.util.List;
import java.util.Map;

/** The purposes (利用目的) of the story, with what people are told. */
public final class Purposes {
  private Purposes() {}

  public static Map<String, Object> of(String code) {
    boolean sales = code.equals("sales-follow-up");
    String ja = sales ? "商談後のご連絡" : "新製品のご案内";
    String en = sales ? "Follow-up after a meeting" : "News about our products";
    return Map.of(
        "code",
        code,
        "name",
        Map.of("ja", ja, "en", en),
        "fields",
        List.of("name", "reading", "company", "department", "title", "phone", "email"),
        "validForDays",
        365,
        "notices",
        List.of(
            Map.of(
                "language",
                "ja",
                "controller",
                "青空商事株式会社",
                "text",
                "お預かりした名刺の情報を、" + ja + "のためだけに使います。ほかの目的には使わず、第三者に渡しません。"),
            Map.of(
                "language",
                "en",
                "controller",
                "Aozora Trading Co., Ltd.",
                "text",
                "We use the details on your business card for this only: "
                    + en
                    + ". Nothing else, and nobody else gets them.")));
  }
}
