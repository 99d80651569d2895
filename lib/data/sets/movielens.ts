import type { DataSet } from "../data_set.ts";

export const movielens: DataSet = {
  name: "movielens-latest-small",
  title: "MovieLens latest-small (2018): 610 people's ratings of 9,742 films, CSV",
  licence:
    "GroupLens terms in README.txt: research use, acknowledgement, the same conditions when " +
    "passed on, no commercial use without permission",
  origin: "GroupLens, University of Minnesota",
  files: [
    {
      name: "ratings.csv",
      what: "100,836 ratings",
      bytes: 2_483_723,
      sha256: "aa289ca83157595d0df6aea1be6a4ded676ddc4385472e8313a8ed9805352646",
      mirrors: [], // published in a ZIP archive alone
    },
    {
      name: "movies.csv",
      what: "9,742 films",
      bytes: 494_431,
      sha256: "5a5f32dd9bb3797b8e728a1b98958789d2b13f294a69fdfbc5727f8a9611aa07",
      mirrors: [],
    },
    {
      name: "README.txt",
      what: "description, licence, citation",
      bytes: 8_342,
      sha256: "63d22ac138e80fae37021797ed8e1b9424b5239dc576a137422adf783ae3f404",
      mirrors: [],
    },
  ],
};
