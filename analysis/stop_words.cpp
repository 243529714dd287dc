#include "analysis/stop_words.h"

#include <algorithm>
#include <array>

namespace newshound {
namespace {

struct List {
  std::string_view language, words;
};

constexpr std::array kLists{
    List{"en",
         "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to "
         "was will with"},
    List{"de",
         "aber als am an auch auf aus bei das dass dem den der des die ein eine einem einen einer es fur hat im in ist mit nach "
         "nicht oder sich sie sind und von vor war wie wird zu zum zur"},
    List{"fr",
         "a au aux avec ce ces cette d dans de des du elle en est et il ils l la le les leur mais ne on ou par pas pour qu que "
         "qui sa se ses son sont sur un une"},
    List{"es",
         "a al como con de del el ella en entre era es esta este ha la las lo los mas no o para pero por que se sin son su sus "
         "un una y"},
    List{"it",
         "a ad ai al alla che con da dal dalla dei del della delle di e ed gli ha i il in la le lo ma nel nella non o per piu si "
         "sono su un una uno"},
    List{"pt",
         "a ao as com como da das de do dos e em entre era foi ha mais mas na nas no nos o os ou para pela pelo por que se sem "
         "sua um uma"},
    List{"nl",
         "aan als bij dat de den der die dit een en er had het hij in is maar met naar niet of om onder ook op te tot uit van "
         "voor was wordt ze zijn"},
    List{"sv",
         "alla att av de den det dig din dom du efter eller en ett for fran han har hon i inte jag kan man med men nar och om pa "
         "sa sig som till var vi vid"},
    List{"da",
         "af alle at de den der det du eller en er et for fra han har hun i ikke jeg kan man med men nar og om pa sa sig som til "
         "var ved vi"},
    List{"nb",
         "alle at av da de den det du eller en er et etter for fra han har hun i ikke jeg kan man med men nar og om pa sa seg "
         "som til var ved vi"},
    List{"nn",
         "alle at av da dei den det du eg ein eit eller er etter for fra han har ho i ikkje kan man med men nar og om pa sa seg "
         "som til var ved vi"},
    List{"no",
         "alle at av da de den det du eller en er et etter for fra han har hun i ikke jeg kan man med men nar og om pa sa seg "
         "som til var ved vi"},
    List{"fi",
         "ei eli etta han he hen ja jo joka jos kuin kun me mika mutta myos ne niin nyt oli on ovat se sen siita sina ta tai "
         "tama tassa vain"},
    List{"ru",
         "а без бы был была были было в во вот для до его ее если же за и из или их к как ко на не но о об он она они от по при "
         "с со так то у что это"},
    List{"ro",
         "a ai al ale am are au ca care ce cu da dar de din este fi fost in la mai nu o pe pentru prin sa sau se si sunt un una "
         "unei unui"},
    List{"hu", "a az azt be csak de egy el es ez ezt ha hogy is ki le meg mint nem pedig s szerint van vagy volt"},
    List{"tr", "ama bir bu cok da daha de en gibi her icin ile ise ki mi ne o olan olarak sonra su ve veya ya"},
    List{"ca", "a al amb com de del dels el els en entre es ha i la les lo mes no o per pero que se sense son un una"},
    List{"el",
         "αλλα απο αυτο για δεν ειναι εχει η ηταν θα και κατα με μια να ο οι οπωσ οτι που σε στα στη στην στισ στο στον στουσ τα "
         "τη την τησ τισ το τον του τουσ των ωσ"},
    List{"eu", "ari bai baina bat batean bere bi da dira du dute edo eta ere ez gabe hau hori horrek izan zen ziren zuen"},
    List{"ga", "a ach ag an ar as ata beidh bhi bhfuil chun de den do faoi go i is le leis na ni o se seo si sin ta"},
    List{"lt",
         "apie ar arba bet bus buvo dar del i ir is iki jis jo ju kad kai kaip kas ne nuo o per po prie savo su tai tik uz yra"},
    List{"et", "aga ei ega enam et ja ka kas kes kui kuid ma me mis ning nii oli on see seda selle siis ta te"},
    List{"id",
         "ada adalah akan atau bagi dalam dan dari dengan di ia ini itu juga karena ke oleh pada saat sebagai telah tidak untuk "
         "yang"},
    List{"ar", "او اي الى الي ان انه اذا بعد بين التي الذي ثم على عن عند في قد كان كانت كل لا لم ما مع من هذا هذه هو هي و"},
    List{"hi", "और इस उस एक कर का कि की के को गया था थी थे तो ने पर भी में यह या लिए वह से है हैं ही हो"},
    List{"sr",
         "a ali bi bio da do i iz ili je kao kako koji na ne od po sa samo se su sto u uz za а али би био да до и из или је као "
         "како који на не од по са само се су што у уз за"},
    List{"hy",
         "այդ այն այս բայց դա են ես եւ է էլ էր էին ըստ թե իր իսկ ինչ կամ համար հետ մեջ մի մենք նա նաեւ նրա նրանք որ որը չի պես "
         "վրա և"},
    List{"ne", "अनि एक का कि को गरेको छ छन् तथा तर त्यो थियो नै पनि भएको भने मा यो र रहेको ले लाई लागि वा सँग हुन हो"},
    List{"ta", "அது அந்த அவர் ஆனால் இது இந்த இல்லை உள்ள என என்பது என்ற என்று ஒரு கொண்டு தான் நான் பல போன்ற மற்றும் மிக வேண்டும்"},
    List{"yi", "און אויף אַז אז אַ אָבער אין איז איר אַן דאָס דער די דעם האָט האט וואָס ווי מיט מיר ניט נישט עס ער פֿון פון פֿאַר צו זי"},
};

}  // namespace

std::string_view stop_words(std::string_view language) {
  const auto list = std::find_if(kLists.begin(), kLists.end(), [&](const List& l) { return l.language == language; });
  return list == kLists.end() ? std::string_view{} : list->words;
}

std::vector<std::string_view> stop_word_languages() {
  std::vector<std::string_view> languages;
  for (const List& list : kLists) languages.push_back(list.language);
  std::sort(languages.begin(), languages.end());
  return languages;
}

}  // namespace newshound
