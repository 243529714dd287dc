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
         "nicht "
         "oder sich sie sind und von vor war wie wird zu zum zur"},
    List{"fr",
         "a au aux avec ce ces cette d dans de des du elle en est et il ils l la le les leur mais ne on ou par pas pour qu que "
         "qui sa se "
         "ses son sont sur un une"},
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
    List{"sv", "att av de den det dom ej en ett for fran har han hon i inte med men och om pa sig som till var vid"},
    List{"da", "af at de den der det du efter en er et for fra han har i ikke men med og om pa sig som til var ved"},
    List{"nb", "av at de den det du en er et etter for fra han har i ikke men med og om pa seg som til var ved"},
    List{"nn", "av at dei den det du ein eit er etter for fra han har i ikkje men med og om pa seg som til var ved"},
    List{"no", "av at de den det du en er et etter for fra han har i ikke men med og om pa seg som til var ved"},
    List{"fi", "ei ett etta han he hen ja joka jos kun me mutta myos ne niin nyt oli on ovat se sen tai tama vain"},
    List{"ru",
         "а без бы был была были было в во вот для до его ее если же за и из или их к как ко на не но о об он она они от по при "
         "с со так то "
         "у что это"},
    List{"ro", "a ai al ale au ca cu de din este fi fost in la mai nu o pe pentru prin sa se si sunt un una"},
    List{"hu", "a az azt be csak de egy es ez ezt ha hogy is ki le meg mint nem s szerint van volt"},
    List{"tr", "bir bu da de daha en gibi ile icin ise ki mi ne o olan olarak sonra ve veya ya"},
    List{"ca", "a al amb com de del dels el els en entre es ha i la les lo mes no o per pero que se sense son un una"},
    List{"el", "απο για δεν ειναι και με να οι ο η στη στην στο στον τα την της το του των που ως σε θα"},
    List{"eu", "bat da dira du dute eta ere ez izan hau hori"},
    List{"ga", "ach ag an ar as beidh bhi chun de do go i is le na ni o se si ta"},
    List{"lt", "apie ar bet bus buvo i ir is jis jo kad kaip nuo o per po prie su tai uz yra"},
    List{"et", "aga ei et ja kas kes kui mis ning oli on see seda ta v"},
    List{"id", "adalah akan dalam dan dari dengan di ini itu juga ke oleh pada telah tidak untuk yang"},
    List{"ar", "او الى الي ان انه في كان كانت لا لم ما مع من هذا هذه هو هي و على عن"},
    List{"hi", "और का की के को है हैं में से पर यह ने भी"},
    List{"sr", "a da do i iz ili je koji na ne od po sa se su su u za а да до и из или је који на не од по са се су у за"},
};

}  // namespace

std::string_view stop_words(std::string_view language) {
  const auto list = std::find_if(kLists.begin(), kLists.end(), [&](const List& l) { return l.language == language; });
  return list == kLists.end() ? std::string_view{} : list->words;
}

}  // namespace newshound
